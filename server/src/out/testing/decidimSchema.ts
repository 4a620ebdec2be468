/**
 * The part of Decidim 0.32's GraphQL schema that proposals are written by, with Decidim's own names, as its Ruby types
 * say it (`decidim-api/lib/decidim/api/mutation_type.rb`, `decidim-proposals/lib/decidim/api/mutations`).
 */
export const decidimSchema = `
type Query { session: Session }
type Session { user: User }
type User { name: String! }

type Mutation {
  component(id: ID!): ComponentMutation
}

union ComponentMutation = ProposalsMutation | DebatesMutation

type DebatesMutation { id: ID! }

type ProposalsMutation {
  createProposal(input: CreateProposalInput!): Proposal
  proposal(id: ID!): ProposalMutation
}

type ProposalMutation {
  update(input: UpdateProposalInput!): Proposal
}

input CreateProposalInput {
  attributes: ProposalAttributes!
  clientMutationId: String
  locale: String!
  toggleTranslations: Boolean = false
}

input UpdateProposalInput {
  attributes: ProposalAttributes!
  clientMutationId: String
  locale: String!
  toggleTranslations: Boolean = false
}

input ProposalAttributes {
  address: String
  body: String!
  latitude: Float
  longitude: Float
  taxonomies: [ID!]
  title: String!
}

type TranslatedField {
  locales: [String!]!
  translation(locale: String!): String
}

type Proposal {
  id: ID!
  title: TranslatedField
  body: TranslatedField
  address: String
  url: String!
}
`
