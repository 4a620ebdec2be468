import { words } from './words.ts'

/** Italian and Albanian not yet read by native speakers. */
export const stakeholderMapWords = words({
  'stakeholder-map.name': ['Stakeholder map', 'Mappa degli attori', 'Harta e aktorëve'],
  'stakeholder-map.description': [
    'Who has a stake in the challenge, and who has a say? Find whom to work with and whom nobody has asked yet.',
    'Chi è interessato dalla sfida, e chi può decidere? Trovate con chi lavorare e chi nessuno ha ancora ascoltato.',
    'Kush ka interes te sfida dhe kush vendos? Gjeni me kë të punoni dhe kë s’e ka pyetur ende askush.',
  ],
  'stakeholder-map.satisfy': ['Win their support', 'Cercare il sostegno', 'Fitoni mbështetjen'],
  'stakeholder-map.satisfy.hint': [
    'Much influence, little interest',
    'Molta influenza, poco interesse',
    'Shumë fuqi, pak interes',
  ],
  'stakeholder-map.partner': ['Work with them', 'Lavorare insieme', 'Punoni bashkë'],
  'stakeholder-map.partner.hint': [
    'Much influence, much interest',
    'Molta influenza, molto interesse',
    'Shumë fuqi, shumë interes',
  ],
  'stakeholder-map.inform': ['Keep in touch', 'Tenere informati', 'Mbajini të informuar'],
  'stakeholder-map.inform.hint': [
    'Little influence, little interest',
    'Poca influenza, poco interesse',
    'Pak fuqi, pak interes',
  ],
  'stakeholder-map.voice': ['Give them a voice', 'Dare voce', 'Jepuni zë'],
  'stakeholder-map.voice.hint': [
    'Little influence, much interest: often those concerned',
    'Poca influenza, molto interesse: spesso chi vive il problema',
    'Pak fuqi, shumë interes: shpesh ata që preken',
  ],
  'stakeholder-map.interest': ['Interest', 'Interesse', 'Interesi'],
  'stakeholder-map.interest.low': ['little', 'poco', 'pak'],
  'stakeholder-map.interest.high': ['much', 'molto', 'shumë'],
  'stakeholder-map.influence': ['Influence', 'Influenza', 'Fuqia'],
  'stakeholder-map.influence.low': ['little', 'poca', 'pak'],
  'stakeholder-map.influence.high': ['much', 'molta', 'shumë'],
  'stakeholder-map.inbox': ['Who is there?', 'Chi c’è?', 'Kush janë?'],
  'stakeholder-map.internal': ['Internal: blue notes', 'Interni: note blu', 'Të brendshëm: shënime blu'],
  'stakeholder-map.external': [
    'External: yellow notes',
    'Esterni: note gialle',
    'Të jashtëm: shënime të verdha',
  ],
  'stakeholder-map.script.1': [
    'Write everybody who affects the challenge or is affected, one on each note. 10 min',
    'Scrivete chiunque influisca sulla sfida o ne sia toccato, uno per nota. 10 min',
    'Shkruani këdo që ndikon te sfida ose preket prej saj, një për shënim. 10 min',
  ],
  'stakeholder-map.script.2': [
    'Blue for those inside the municipality, yellow for all others.',
    'Blu per chi è interno al Comune, giallo per tutti gli altri.',
    'Blu për ata brenda bashkisë, e verdhë për të tjerët.',
  ],
  'stakeholder-map.script.3': [
    'Place them: how much does it matter to them, how much can they decide? 15 min',
    'Collocateli: quanto sta loro a cuore, quanto possono decidere? 15 min',
    'Vendosini: sa u intereson dhe sa mund të vendosin? 15 min',
  ],
  'stakeholder-map.script.4': [
    'Draw arrows where they help or hinder each other. 10 min',
    'Tracciate frecce dove si aiutano o si ostacolano. 10 min',
    'Vizatoni shigjeta ku ndihmojnë ose pengojnë njëri-tjetrin. 10 min',
  ],
  'stakeholder-map.script.5': [
    'Who is missing here? Who will invite them, and by when? 10 min',
    'Chi manca qui? Chi li invita, ed entro quando? 10 min',
    'Kush mungon këtu? Kush do t’i ftojë dhe deri kur? 10 min',
  ],
})
