// Sets fast-check's seed from the environment variable TALLY_LIGHT_SEED, to repeat a run.
const { TALLY_LIGHT_SEED } = process.env

if (TALLY_LIGHT_SEED) {
  const { configureGlobal } = await import('fast-check')
  configureGlobal({ seed: Number(TALLY_LIGHT_SEED) })
}

export {}
