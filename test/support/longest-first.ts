// The order of the test files: those of the project "whole" first, which take the longest, so that no worker idles at the end.
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** One after the other: between files of two projects Vitest ends the worker and starts another one (Pool.schedule). */
const projects = ['whole', 'long', 'parts']

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const placeOf = ({ project }: TestSpecification) => projects.indexOf(project.name)
    return sorted.toSorted((one, other) => placeOf(one) - placeOf(other))
  }
}
