import { words } from './words.ts'

/** Italian and Albanian not yet read by native speakers. */
export const pilotPlanWords = words({
  'pilot-plan.name': ['Pilot plan', 'Piano del progetto pilota', 'Plani i pilotimit'],
  'pilot-plan.description': [
    'A small, safe start: with whom, where, how it is measured, and when you stop or go on.',
    'Un inizio piccolo e sicuro: con chi, dove, come si misura, e quando fermarsi o continuare.',
    'Një fillim i vogël e i sigurt: me kë, ku, si matet dhe kur ndaleni ose vazhdoni.',
  ],
  'pilot-plan.aim': ['Aim', 'Scopo', 'Qëllimi'],
  'pilot-plan.aim.hint': [
    'What should be different?',
    'Che cosa deve cambiare?',
    'Çfarë duhet të ndryshojë?',
  ],
  'pilot-plan.sample': ['Sample', 'Campione', 'Kampioni'],
  'pilot-plan.sample.hint': ['Who takes part? Few', 'Chi partecipa? Pochi', 'Kush merr pjesë? Pak veta'],
  'pilot-plan.place': ['Place', 'Luogo', 'Vendi'],
  'pilot-plan.place.hint': ['Where, and since when?', 'Dove, e da quando?', 'Ku dhe që kur?'],
  'pilot-plan.partners': ['Partners and roles', 'Partner e ruoli', 'Partnerët dhe rolet'],
  'pilot-plan.partners.hint': [
    'Who does what, by sector',
    'Chi fa che cosa, per settore',
    'Kush bën çfarë, sipas sektorit',
  ],
  'pilot-plan.steps': ['Steps and dates', 'Passi e date', 'Hapat dhe datat'],
  'pilot-plan.steps.hint': ['One step on each note', 'Un passo per nota', 'Një hap për shënim'],
  'pilot-plan.safeguards': ['Safeguards', 'Tutele', 'Masat mbrojtëse'],
  'pilot-plan.safeguards.hint': [
    'Consent, data, who could be harmed',
    'Consenso, dati, chi potrebbe rimetterci',
    'Pëlqimi, të dhënat, kush mund të dëmtohet',
  ],
  'pilot-plan.measures': ['Baseline – target', 'Base – Obiettivo', 'Fillestare – synuar'],
  'pilot-plan.measures.hint': [
    'Number today, number wanted',
    'Numero di oggi, numero voluto',
    'Numri sot, numri i synuar',
  ],
  'pilot-plan.budget': ['Budget', 'Bilancio', 'Buxheti'],
  'pilot-plan.budget.hint': ['What it costs, who pays', 'Quanto costa, chi paga', 'Sa kushton, kush paguan'],
  'pilot-plan.rule': ['Stop or go on', 'Fermarsi o continuare', 'Ndal ose vazhdo'],
  'pilot-plan.rule.hint': [
    'We stop if… We go on if…',
    'Ci fermiamo se… Continuiamo se…',
    'Ndalemi nëse… Vazhdojmë nëse…',
  ],
  'pilot-plan.change': ['Procedure to change', 'Procedura da cambiare', 'Procedura për t’u ndryshuar'],
  'pilot-plan.change.hint': [
    'Which rule stands in the way?',
    'Quale regola è d’ostacolo?',
    'Cili rregull pengon?',
  ],
  'pilot-plan.script.1': [
    'Write the aim in one sentence that can be checked. 10 min',
    'Scrivete lo scopo in una frase che si possa verificare. 10 min',
    'Shkruani qëllimin me një fjali që mund të kontrollohet. 10 min',
  ],
  'pilot-plan.script.2': [
    'Make it smaller: how few people, how little time would be enough? 10 min',
    'Rimpicciolitelo: quante poche persone, quanto poco tempo bastano? 10 min',
    'Zvogëlojeni: sa pak njerëz dhe sa pak kohë mjaftojnë? 10 min',
  ],
  'pilot-plan.script.3': [
    'Who does what by when? Write each one’s name or role. 15 min',
    'Chi fa che cosa, entro quando? Scrivete il nome o il ruolo. 15 min',
    'Kush bën çfarë dhe deri kur? Shkruani emrin ose rolin. 15 min',
  ],
  'pilot-plan.script.4': [
    'What could harm somebody? Agree on consent and safeguards. 10 min',
    'Che cosa potrebbe nuocere a qualcuno? Concordate consenso e tutele. 10 min',
    'Çfarë mund të dëmtojë dikë? Bini dakord për pëlqimin dhe mbrojtjen. 10 min',
  ],
  'pilot-plan.script.5': [
    'Agree on the numbers, and on when you stop or go on. 15 min',
    'Accordatevi sui numeri, e su quando fermarsi o continuare. 15 min',
    'Bini dakord për numrat dhe kur ndaleni ose vazhdoni. 15 min',
  ],
})
