// A button that shows an icon alone; its name is its tooltip, and what a screen reader reads.
import { Button, type ButtonProps } from '@fluentui/react-components'

export function IconButton({ name, ...button }: ButtonProps & { name: string }) {
  return <Button appearance="subtle" title={name} aria-label={name} {...button} />
}
