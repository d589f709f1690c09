// Preloaded before the simulator: no two readings of the wall clock are equal, as on a busy computer.
const now = Date.now
let readings = 0

Date.now = () => {
  readings += 1
  return now() + readings
}
