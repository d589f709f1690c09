// The processor time of this process: unlike the time of day it does not run while other programs have the processor.

/** Ms since `begun`. */
export function processorMsSince(begun: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(begun)
  return (user + system) / 1000
}

/** Whether one of five attempts takes less than `mostMs`: compiling `act` or collecting garbage may slow down any of them. */
export function takesLessThan(mostMs: number, act: () => void): boolean {
  return [1, 2, 3, 4, 5].some(() => {
    const begun = process.cpuUsage()
    act()
    return processorMsSince(begun) < mostMs
  })
}
