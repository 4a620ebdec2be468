/**
 * The problem tree of river pollution that the European Commission's Project Cycle Management Guidelines (Aid Delivery
 * Methods, volume 1, 2004) explain the method with: its structure card by card, the wording shortened to fit a note.
 */

/** A card of the published tree, with its own causes (below the core) or further effects (above it). */
export interface PublishedNode {
  text: string
  children: PublishedNode[]
}

export interface PublishedTree {
  core: string
  causes: PublishedNode[]
  effects: PublishedNode[]
}

const card = (text: string, ...children: PublishedNode[]): PublishedNode => ({ text, children })

export const riverPollution: PublishedTree = {
  core: 'River water quality is deteriorating',
  causes: [
    card(
      'High levels of solid waste are dumped into the river',
      card(
        'Polluters are not controlled',
        card('The Environment Protection Agency is ineffective and close to industry'),
      ),
      card(
        'People are not aware of the danger of waste dumping',
        card('No public information or education programmes exist'),
      ),
    ),
    card(
      'Most households and factories discharge wastewater directly into the river',
      card('40% of households and 20% of businesses are not connected to the sewerage network'),
      card('Existing legal regulations do not prevent direct discharge of wastewater'),
    ),
    card(
      'Wastewater treated in plants does not meet environmental standards',
      card('Capital investment is inadequate and business planning poor within local government'),
    ),
  ],
  effects: [
    card(
      'The river ecosystem is under serious threat, with declining fish stocks',
      card('Catch and income of fishing families are in decline'),
    ),
    card('High incidence of water-borne diseases, particularly among poor families and children under five'),
  ],
}
