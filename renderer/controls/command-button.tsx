// A button that sends a command to the main process. If it fails, the window shows the error.
import { Button, type ButtonProps } from '@fluentui/react-components'
import { type TallyCommand, useWindow } from '../frame/window-context.ts'

export type CommandButtonProps = ButtonProps & { command: TallyCommand }

export function CommandButton({ command, ...button }: CommandButtonProps) {
  const { ask } = useWindow()
  return <Button size="small" {...button} onClick={() => ask(command)} />
}
