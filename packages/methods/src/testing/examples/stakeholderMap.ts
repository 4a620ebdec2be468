import type { Example } from './draw.ts'

/** In Albanian: who has a stake in the cold flats of Tirana's old blocks. */
export const stakeholderMap: Example = {
  template: 'stakeholder-map',
  locale: 'sq',
  title: 'Ngrohja në pallatet e vjetra',
  cards: [
    {
      id: 'bashkia',
      onAxes: [0.7, 0.9],
      text: 'Drejtoria e Strehimit e Bashkisë',
      meta: { sector: 'public' },
    },
    {
      id: 'energjia',
      onAxes: [0.2, 0.85],
      text: 'Kompania e energjisë elektrike',
      meta: { sector: 'private' },
    },
    {
      id: 'pensionistet',
      onAxes: [0.9, 0.2],
      text: 'Pensionistët që jetojnë vetëm',
      meta: { sector: 'citizens' },
    },
    { id: 'shoqata', onAxes: [0.75, 0.35], text: 'Shoqata «Dimër i ngrohtë»', meta: { sector: 'ngo' } },
    {
      id: 'fakulteti',
      onAxes: [0.35, 0.25],
      text: 'Fakulteti i Inxhinierisë',
      meta: { sector: 'university' },
    },
    { id: 'shkolla', in: 'inbox', text: 'Nxënësit e shkollës profesionale' },
  ],
  arrows: [['shoqata', 'pensionistet']],
}
