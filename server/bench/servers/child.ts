import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** What a server is started with. */
export interface Command {
  args: string[]
  cwd: string
  env: Record<string, string>
  port: number
}

/** How long a server may take to answer its first request, in milliseconds. */
const startWithin = 20_000

/** Whoever runs; none of them outlives this process. */
const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (typeof address !== 'object' || !address) throw new Error('no port is free')
  return address.port
}

/** Starts a server in a process of its own; resolves once it answers HTTP. */
export async function startChild({ args, cwd, env, port }: Command): Promise<ChildProcess> {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  running.add(child)
  child.on('exit', () => running.delete(child))
  const said: Buffer[] = []
  // The last words are enough; a server that complains about every message must not fill our memory.
  child.stderr?.on('data', (bytes: Buffer) => {
    said.push(bytes)
    if (said.length > 20) said.shift()
  })
  const until = performance.now() + startWithin
  while (!(await answers(port))) {
    if (child.exitCode === null && performance.now() < until) continue
    child.kill('SIGKILL')
    throw new Error(`${args.join(' ')} did not start:\n${Buffer.concat(said)}`)
  }
  return child
}

async function answers(port: number): Promise<boolean> {
  try {
    await fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual' })
    return true
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 50))
    return false
  }
}

/** Ends a process that we have started, and waits until it has gone. */
export async function endChild(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}
