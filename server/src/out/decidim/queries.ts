/**
 * What Decidim is asked, in the words of its schema (0.32 and later: `decidim-proposals/lib/decidim/api/mutations`). Its
 * mutations hang under the component; `locale` says which language the title and body are in. A test checks these
 * against the schema that its server speaks.
 */
export const createProposal = `mutation CreateProposal($component: ID!, $attributes: ProposalAttributes!, $locale: String!) {
  component(id: $component) {
    ... on ProposalsMutation {
      createProposal(input: { attributes: $attributes, locale: $locale, toggleTranslations: false }) {
        id
        url
      }
    }
  }
}`

/** Its platform keeps one text: an update in another language would take the place of the first. */
export const updateProposal = `mutation UpdateProposal($component: ID!, $proposal: ID!, $attributes: ProposalAttributes!, $locale: String!) {
  component(id: $component) {
    ... on ProposalsMutation {
      proposal(id: $proposal) {
        update(input: { attributes: $attributes, locale: $locale, toggleTranslations: false }) {
          id
          url
        }
      }
    }
  }
}`
