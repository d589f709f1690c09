// The heading of a page. It can take the focus, which a new page or a removed control gives it (use-focus-recovery.ts).
export function PageTitle({ children }: { children: string }) {
  return (
    <h1 className="title" tabIndex={-1}>
      {children}
    </h1>
  )
}
