// A view whose code is loaded when it is first shown. React's own lazy would hold it back: what replaces Suspense's
// fallback waits until that has stood for 300 ms, and here the file is on the disk.
import { type ComponentType, type JSX, useEffect, useState } from 'react'

export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let View: ComponentType<Props> | null = null
  return function Later(props: Props): JSX.Element | null {
    const [failure, setFailure] = useState<{ reason: unknown } | null>(null)
    const [, setLoaded] = useState(View !== null)
    useEffect(() => {
      if (View) return
      load().then(
        (view) => {
          View = view
          setLoaded(true)
        },
        (reason: unknown) => setFailure({ reason }),
      )
    }, [])
    // For the boundary around the view, which says so.
    if (failure) throw failure.reason
    return View && <View {...props} />
  }
}
