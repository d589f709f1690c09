// Preloaded into the program: a message from the parent process causes an unhandled rejection (1) or an uncaught exception.
process.on('message', (what) => {
  if (what === 1) void Promise.reject(new Error('a promise without a handler'))
  else {
    setImmediate(() => {
      throw new Error('a fault, Bearer abc.def, of anna@contoso.com')
    })
  }
})
