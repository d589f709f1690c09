// The command line of simulator/microsoft/, under the path that other programs call.
import '../../simulator/microsoft/cli.ts'
