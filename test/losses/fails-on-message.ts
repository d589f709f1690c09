// Preloaded before the program: a message with a number makes something fail without a catch.
process.on('message', (what) => {
  if (what === 1) void Promise.reject(new Error('a promise without a handler'))
  else {
    setImmediate(() => {
      throw new Error('a fault, Bearer abc.def, of anna@contoso.com')
    })
  }
})
