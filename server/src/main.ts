import QRCode from 'qrcode'
import { loadConfig } from './config.ts'
import { createServer, type LabServer } from './createServer.ts'

/** After a signal the server has gone by then, whatever the disk does. Milliseconds. */
const goneWithin = 9_000

/** What the person at the keyboard needs: the facilitator's link, the address for everybody, where the data lies. */
async function greet({ addresses, facilitatorKey }: LabServer, dataDir: string): Promise<void> {
  const { home, local } = addresses
  const signIn = (base: string) => `${base}/signin#key=${facilitatorKey}`
  const lines = [
    '',
    'Sheshi is running.',
    '',
    `  Facilitator       ${signIn(home)}`,
    ...(home === local ? [] : [`  on this computer  ${signIn(local)}`]),
    `  Everybody         ${home}`,
    `  Data              ${dataDir}`,
    '',
    await QRCode.toString(home, process.stdout.isTTY ? { type: 'terminal', small: true } : { type: 'utf8' }),
    `ready ${local}`,
  ]
  console.log(lines.join('\n'))
}

/** Ends with 0 once everything is saved and closed. */
function endOnSignals(server: LabServer): void {
  let ending = false
  const end = async () => {
    if (ending) return
    ending = true
    setTimeout(() => {
      console.error('Stopped before everything was closed.')
      process.exit(1)
    }, goneWithin).unref()
    try {
      await server.close()
      process.exit(0)
    } catch (error) {
      console.error(error)
      process.exit(1)
    }
  }
  process.on('SIGTERM', () => void end())
  process.on('SIGINT', () => void end())
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if ('code' in error && error.code === 'EADDRINUSE') {
    return 'This port is taken by another program. Stop it, or choose another one: PORT=4001 npm start'
  }
  return error.message
}

try {
  const config = loadConfig(process.env)
  const server = await createServer(config)
  endOnSignals(server)
  try {
    await server.listen()
  } catch (error) {
    await server.close()
    throw error
  }
  await greet(server, config.dataDir)
} catch (error) {
  console.error(`\nSheshi cannot start.\n${explain(error)}\n`)
  process.exit(1)
}
