// Random tests repeat what they did with a seed where the environment names it: TALLY_LIGHT_SEED.
const { TALLY_LIGHT_SEED } = process.env

if (TALLY_LIGHT_SEED) {
  const { configureGlobal } = await import('fast-check')
  configureGlobal({ seed: Number(TALLY_LIGHT_SEED) })
}

export {}
