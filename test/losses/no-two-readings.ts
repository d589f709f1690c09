// Loaded in front of the simulator: no two readings of the wall clock are the same, as on a computer with much to do.
const now = Date.now
let readings = 0

Date.now = () => {
  readings += 1
  return now() + readings
}
