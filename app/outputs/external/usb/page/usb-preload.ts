// Exposes two functions as `window.usbLights`. The main process parses what the page sends.
import { contextBridge, ipcRenderer } from 'electron'
import { USB_PAGE, USB_SHOW } from './usb-channels.ts'

contextBridge.exposeInMainWorld('usbLights', {
  send: (message: unknown) => ipcRenderer.send(USB_PAGE, message),
  onShow(listener: (request: unknown) => void) {
    ipcRenderer.on(USB_SHOW, (_event, request: unknown) => listener(request))
  },
})
