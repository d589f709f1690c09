// Replaces supports-color, an optional dependency of `debug` that the bundler would include if any tool has installed it.
export default {}
