import type { Example } from './draw.ts'

/** In Italian: what another city takes over from the bus stops. */
export const lessonsTransfer: Example = {
  template: 'lessons-transfer',
  locale: 'it',
  title: 'Fermate per tutti: da Tirana a Bari',
  cards: [
    {
      id: 'autisti',
      in: 'worked',
      text: 'Gli autisti hanno provato il percorso in carrozzina',
      meta: { sector: 'private' },
    },
    {
      id: 'associazione',
      in: 'worked',
      text: 'Un’associazione ha guidato i sopralluoghi',
      meta: { sector: 'ngo' },
    },
    { id: 'pianale', in: 'specific', text: 'Autobus nuovi, già a pianale ribassato' },
    { id: 'mezzi', in: 'differs', text: 'Da noi metà dei mezzi ha ancora i gradini' },
    { id: 'sopralluoghi', in: 'keep', text: 'I sopralluoghi insieme' },
    { id: 'cordolo', in: 'change', text: 'L’altezza del cordolo' },
    { id: 'app', in: 'drop', text: 'L’applicazione' },
    { id: 'azienda', in: 'partners', text: 'L’azienda dei trasporti e due associazioni' },
    { id: 'primo', in: 'first-step', text: 'Una fermata, davanti all’ospedale, entro giugno' },
  ],
}
