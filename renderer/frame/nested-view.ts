// A view within a page: Back and Escape first leave it.
import { useLayoutEffect } from 'react'
import { useWindow } from './window-context.ts'

export interface NestedView {
  /** The title of the view that Back returns to. */
  backTo: string
  goBack: () => void
}

/** While `nested` is not null, Back and Escape call its `goBack`. It has to be the same value until it changes. */
export function useNestedView(nested: NestedView | null): void {
  const { nest } = useWindow()
  // At once: a second Escape may follow soon.
  useLayoutEffect(() => {
    nest(nested)
    return () => nest(null)
  }, [nest, nested])
}
