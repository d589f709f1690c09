// The order of the test files: those of the whole program first, as they take the longest, so that no worker idles at the end.
import { BaseSequencer, type TestSpecification } from 'vitest/node'

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isWhole = ({ project }: TestSpecification) => project.name === 'whole'
    return [...sorted.filter(isWhole), ...sorted.filter((file) => !isWhole(file))]
  }
}
