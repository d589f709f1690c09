// A card: a heading with an icon, and its content.
import { type JSX, type ReactNode, useId } from 'react'

interface CardProps {
  tone: 'plain' | 'out-of-office' | 'warning'
  icon: JSX.Element
  title: string
  children: ReactNode
}

export function Card({ tone, icon, title, children }: CardProps) {
  const headingId = useId()
  return (
    <section aria-labelledby={headingId} className={`card ${tone}`}>
      <h2 id={headingId}>
        <span className="icon">{icon}</span>
        {title}
      </h2>
      {children}
    </section>
  )
}
