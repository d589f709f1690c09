// A section of the settings with its heading.
import type { JSX, ReactNode } from 'react'

export function SettingsSection({ title, children }: { title: string; children: ReactNode }): JSX.Element {
  return (
    <section className="settings-section">
      <h2>{title}</h2>
      {children}
    </section>
  )
}
