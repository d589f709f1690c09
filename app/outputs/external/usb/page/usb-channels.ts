// The IPC channels of the page that drives the USB lights. Without zod, as the preload imports this file.

/** From the main process: a ShowRequest. */
export const USB_SHOW = 'usb-lights:show'
/** From the page: a UsbPageMessage. */
export const USB_PAGE = 'usb-lights:page'
