// A section of the settings: a heading to find it by, and what belongs under it.
import type { JSX, ReactNode } from 'react'

export function SettingsSection({ title, children }: { title: string; children: ReactNode }): JSX.Element {
  return (
    <section className="settings-section">
      <h2>{title}</h2>
      {children}
    </section>
  )
}
