import { words } from './words.ts'

/** Italian and Albanian not yet read by native speakers. */
export const serviceBlueprintWords = words({
  'service-blueprint.name': ['Service blueprint', 'Mappa del servizio', 'Skema e shërbimit'],
  'service-blueprint.description': [
    'What people see of a service, and all that has to work behind it, step by step.',
    'Che cosa le persone vedono di un servizio, e tutto ciò che deve funzionare dietro, passo per passo.',
    'Çfarë shohin njerëzit nga një shërbim dhe gjithçka që duhet të punojë pas tij, hap pas hapi.',
  ],
  'service-blueprint.evidence': ['Physical evidence', 'Evidenze fisiche', 'Elementet e dukshme'],
  'service-blueprint.user': ['User actions', 'Azioni dell’utente', 'Veprimet e përdoruesit'],
  'service-blueprint.frontstage': ['Frontstage', 'Fronte', 'Përballë përdoruesit'],
  'service-blueprint.backstage': ['Backstage', 'Retro', 'Prapaskena'],
  'service-blueprint.support': ['Support', 'Processi di supporto', 'Proceset mbështetëse'],
  'service-blueprint.interaction': ['Line of interaction', 'Linea di interazione', 'Vija e ndërveprimit'],
  'service-blueprint.visibility': ['Line of visibility', 'Linea di visibilità', 'Vija e dukshmërisë'],
  'service-blueprint.internal': [
    'Line of internal interaction',
    'Linea di interazione interna',
    'Vija e ndërveprimit të brendshëm',
  ],
  'service-blueprint.step.1': ['Step 1', 'Passo 1', 'Hapi 1'],
  'service-blueprint.step.2': ['Step 2', 'Passo 2', 'Hapi 2'],
  'service-blueprint.step.3': ['Step 3', 'Passo 3', 'Hapi 3'],
  'service-blueprint.step.4': ['Step 4', 'Passo 4', 'Hapi 4'],
  'service-blueprint.step.5': ['Step 5', 'Passo 5', 'Hapi 5'],
  'service-blueprint.step.6': ['Step 6', 'Passo 6', 'Hapi 6'],
  'service-blueprint.step.7': ['Step 7', 'Passo 7', 'Hapi 7'],
  'service-blueprint.step.8': ['Step 8', 'Passo 8', 'Hapi 8'],
  'service-blueprint.script.1': [
    'Write what the user does, one step in each column. 15 min',
    'Scrivete che cosa fa l’utente, un passo per colonna. 15 min',
    'Shkruani çfarë bën përdoruesi, një hap për kolonë. 15 min',
  ],
  'service-blueprint.script.2': [
    'Above: what they see, hear or hold at this step. 10 min',
    'Sopra: che cosa vede, sente o tiene in mano. 10 min',
    'Lart: çfarë sheh, dëgjon ose mban në dorë. 10 min',
  ],
  'service-blueprint.script.3': [
    'Below the first line: who or what answers them. 15 min',
    'Sotto la prima linea: chi o che cosa risponde. 15 min',
    'Nën vijën e parë: kush ose çfarë i përgjigjet. 15 min',
  ],
  'service-blueprint.script.4': [
    'Further down: what has to happen unseen, and who helps. 20 min',
    'Più sotto: che cosa deve accadere dietro le quinte, e chi aiuta. 20 min',
    'Më poshtë: çfarë duhet të ndodhë pa u parë dhe kush ndihmon. 20 min',
  ],
  'service-blueprint.script.5': [
    'Mark where it could break, and who would notice first. 10 min',
    'Segnate dove potrebbe rompersi, e chi se ne accorgerebbe per primo. 10 min',
    'Shënoni ku mund të prishet dhe kush do ta vinte re i pari. 10 min',
  ],
})
