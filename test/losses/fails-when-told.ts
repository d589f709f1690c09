// In front of the program: a number that this process is told makes something in it fail that nobody catches.
process.on('message', (what) => {
  if (what === 1) void Promise.reject(new Error('a promise nobody waited for'))
  else {
    setImmediate(() => {
      throw new Error('a fault, Bearer abc.def, of anna@contoso.com')
    })
  }
})
