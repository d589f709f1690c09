// A view whose code is loaded when it is first shown. Not React.lazy: React shows a Suspense fallback for at least 300 ms,
// and this code comes from the disk.
import { type ComponentType, useEffect, useState } from 'react'

export function lazyView<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let View: ComponentType<Props> | null = null
  return function LazyView(props: Props) {
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
    // For the ViewBoundary around it.
    if (failure) throw failure.reason
    return View && <View {...props} />
  }
}
