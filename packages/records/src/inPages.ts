import { config } from 'zod'

// Pages may not make code out of text (their content security policy), and zod's try stands in everybody's console.
if ('document' in globalThis) config({ jitless: true })
