// Limits of what is entered for an external output; lengths are in characters. No library here: the window imports this file.

export const LONGEST_OUTPUT_NAME = 60
export const LONGEST_PATH = 1024
export const LONGEST_USERNAME = 256
export const LONGEST_BODY = 10_000
/** A web request's headers are the longest ones. */
export const LONGEST_SECRET = 10_000
export const MOST_ARGUMENTS = 50
export const MOST_PROGRAM_SECONDS = 60
export const HIGHEST_PORT = 65_535
