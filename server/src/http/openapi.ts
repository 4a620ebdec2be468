import { ChallengeRecord, problems } from '@sheshi/records'
import { z } from 'zod'
import { version } from '../version.ts'
import type { Answer, Route } from './route.ts'

type Json = Record<string, unknown>

/** Parts of schemas that have a name of their own, gathered while the description is made. */
class Components {
  readonly schemas: Json = {}

  /** The JSON Schema of a zod schema; its named parts move to `#/components/schemas`. */
  describe(schema: z.ZodType, io: 'input' | 'output'): Json {
    const { $schema: _dialect, $defs, ...described } = jsonSchema(schema, io)
    Object.assign(this.schemas, this.relocate($defs ?? {}))
    return this.relocate(described)
  }

  private relocate(part: unknown): Json {
    return JSON.parse(JSON.stringify(part).replaceAll('"#/$defs/', '"#/components/schemas/'))
  }
}

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): Json =>
  z.toJSONSchema(schema, { io, target: 'draft-2020-12', unrepresentable: 'any' })

/** The JSON Schema of a challenge as outside programs read it. */
export function challengeRecordSchema(): Json {
  return {
    $id: 'challenge-record/1',
    title: 'A challenge of a lab',
    ...jsonSchema(ChallengeRecord, 'output'),
  }
}

/** OpenAPI 3.1, made from the same table that serves the calls; `url` is where they begin. */
export function openApi(routes: readonly Route[], url: string): Json {
  const components = new Components()
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    const path = route.path.replace(/[:*](\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method]: operation(route, components) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Sheshi', version, description: 'The co-design whiteboard of a city lab' },
    servers: [{ url }],
    paths,
    components: {
      schemas: { ...components.schemas, Problem: problemSchema },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'The facilitator’s key or a session token' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'sheshi' },
      },
    },
  }
}

const problemSchema: Json = {
  type: 'object',
  description: 'RFC 9457',
  required: ['type', 'title', 'status'],
  properties: {
    type: { enum: Object.keys(problems).map((kind) => `/problems/${kind}`) },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    retryAfter: { type: 'integer', description: 'Seconds until another try makes sense' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'detail'],
        properties: {
          pointer: { type: 'string', description: 'JSON Pointer into the body' },
          code: { type: 'string' },
          detail: { type: 'string' },
        },
      },
    },
  },
}

function operation(route: Route, components: Components): Json {
  const inPath = [...route.path.matchAll(/[:*](\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const inQuery = Object.entries(route.query ?? {}).map(([name, description]) => ({
    name,
    in: 'query',
    description,
    schema: { type: 'string' },
  }))
  const body = requestBody(route, components)
  return {
    summary: route.summary,
    parameters: [...inPath, ...inQuery],
    ...(body ? { requestBody: body } : {}),
    ...(route.who === 'open' ? {} : { security: [{ bearer: [] }, { cookie: [] }] }),
    responses: responses(route, components),
    'x-who': route.who,
  }
}

function requestBody({ body, takes }: Route, components: Components): Json | null {
  if (body) {
    const schema = components.describe(body, 'input')
    return { required: true, content: { 'application/json': { schema } } }
  }
  if (!takes) return null
  return { content: Object.fromEntries(takes.types.map((type) => [type, {}])) }
}

function responses(route: Route, components: Components): Json {
  const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  const described = Object.entries(route.answers).map(([status, answer]) => {
    const content = Number(status) >= 400 ? problem : contentOf(answer, components)
    return [status, { description: answer.words, ...(Number(status) === 204 ? {} : { content }) }]
  })
  return { ...Object.fromEntries(described), default: { description: 'A problem', content: problem } }
}

function contentOf({ schema, types }: Answer, components: Components): Json {
  if (types) return Object.fromEntries(types.map((type) => [type, {}]))
  return { 'application/json': schema ? { schema: components.describe(schema, 'output') } : {} }
}
