// In place of supports-color, which `debug` takes wherever a tool happens to have brought it along: nobody ships that.
export default {}
