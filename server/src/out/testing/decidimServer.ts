import { buildSchema, GraphQLError, type GraphQLSchema, graphql } from 'graphql'
import type { ProposalAttributes } from '../decidim/client.ts'
import { decidimSchema } from './decidimSchema.ts'
import { Receiver } from './receiver.ts'

interface Input {
  attributes: ProposalAttributes
  locale: string
}

/** What the platform has of a proposal. */
export interface Kept extends ProposalAttributes {
  id: string
  locale: string
  updates: number
}

const refusal = (message: string, code: string) => new GraphQLError(message, { extensions: { code } })

/** A platform that speaks Decidim's schema and rules: a token, one component, lengths of title and body. */
export class DecidimServer {
  readonly token = 'a-token-of-the-city'
  readonly component = '29'
  readonly proposals = new Map<string, Kept>()
  /** The GraphQL errors that were found in what it was asked; a request of ours must have none. */
  readonly misunderstood: string[] = []
  private readonly schema: GraphQLSchema = buildSchema(decidimSchema)

  private constructor(readonly receiver: Receiver) {
    receiver.reply = (res, { headers, body }) => {
      const allowed = headers.authorization === `Bearer ${this.token}`
      void this.answer(body, allowed).then((answer) => {
        res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
      })
    }
  }

  static async open(): Promise<DecidimServer> {
    return new DecidimServer(await Receiver.open())
  }

  get address(): string {
    return this.receiver.url('/api')
  }

  close(): Promise<void> {
    return this.receiver.close()
  }

  private async answer(body: string, allowed: boolean) {
    const { query, variables } = JSON.parse(body)
    const component = ({ id }: { id: string }) =>
      id === this.component
        ? {
            __typename: 'ProposalsMutation',
            createProposal: ({ input }: { input: Input }) => this.create(input, allowed),
            proposal: (args: { id: string }) => this.found(args.id, allowed),
          }
        : null
    const answer = await graphql({
      schema: this.schema,
      source: query,
      rootValue: { component },
      variableValues: variables,
    })
    for (const { message, extensions } of answer.errors ?? []) {
      if (!('code' in extensions)) this.misunderstood.push(message)
    }
    return answer
  }

  private create({ attributes, locale }: Input, allowed: boolean) {
    if (!allowed)
      throw refusal('You do not have permission to perform this mutation', 'MUTATION_NOT_AUTHORIZED_ERROR')
    check(attributes)
    const id = String(140 + this.proposals.size)
    const kept = { ...attributes, id, locale, updates: 0 }
    this.proposals.set(id, kept)
    return this.view(kept)
  }

  private found(id: string, allowed: boolean) {
    const kept = this.proposals.get(id)
    if (!kept) throw refusal('Proposal not found', 'NOT_FOUND_ERROR')
    return {
      update: ({ input }: { input: Input }) => {
        if (!allowed) throw refusal('You do not have permission', 'MUTATION_NOT_AUTHORIZED_ERROR')
        check(input.attributes)
        const { attributes, locale } = input
        // As Decidim does: what is sent takes the place of all that was there.
        const next = { ...attributes, id, locale, updates: kept.updates + 1 }
        this.proposals.set(id, next)
        return this.view(next)
      },
    }
  }

  private view(kept: Kept) {
    return {
      id: kept.id,
      address: kept.address,
      url: this.receiver.url(`/processes/lab/f/${this.component}/proposals/${kept.id}`),
    }
  }
}

function check({ title, body }: ProposalAttributes): void {
  if (title.length < 15) throw refusal('is too short (under 15 characters)', 'ATTRIBUTE_VALIDATION_ERROR')
  if (title.length > 150)
    throw refusal('is too long (maximum is 150 characters)', 'ATTRIBUTE_VALIDATION_ERROR')
  if (body.length < 15) throw refusal('is too short (under 15 characters)', 'ATTRIBUTE_VALIDATION_ERROR')
  if (title === title.toUpperCase()) throw refusal('is using too many caps', 'ATTRIBUTE_VALIDATION_ERROR')
}
