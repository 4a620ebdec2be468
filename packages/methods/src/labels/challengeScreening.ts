import { words } from './words.ts'

/** Italian and Albanian not yet read by native speakers. */
export const challengeScreeningWords = words({
  'challenge-screening.name': ['Challenge screening', 'Selezione delle sfide', 'Përzgjedhja e sfidave'],
  'challenge-screening.description': [
    'Which challenges should the lab take up? Everybody scores in private; the middle and the spread are shown.',
    'Quali sfide deve affrontare il laboratorio? Ognuno dà i punteggi in privato; si mostrano mediana e divario.',
    'Cilat sfida duhet të marrë laboratori? Secili jep pikët fshehtas; shfaqen mesorja dhe dallimet.',
  ],
  'challenge-screening.challenges': ['Challenges', 'Sfide', 'Sfidat'],
  'challenge-screening.criteria': ['Criteria', 'Criteri', 'Kriteret'],
  'challenge-screening.people': [
    'How many people it affects, and how hard',
    'Quante persone colpisce, e quanto',
    'Sa njerëz prek dhe sa rëndë',
  ],
  'challenge-screening.evidence': ['There is evidence', 'Ci sono evidenze', 'Ka dëshmi'],
  'challenge-screening.outcome': ['A clear outcome', 'Un risultato chiaro', 'Një rezultat i qartë'],
  'challenge-screening.owner': [
    'The municipality owns it',
    'Il Comune se ne fa carico',
    'Bashkia e merr përsipër',
  ],
  'challenge-screening.pilotable': [
    'A pilot in 6 months is possible',
    'Un progetto pilota in 6 mesi è possibile',
    'Mund të pilotohet në 6 muaj',
  ],
  'challenge-screening.sectors': [
    'Three sectors can contribute',
    'Tre settori possono contribuire',
    'Tre sektorë mund të japin ndihmë',
  ],
  'challenge-screening.equity': [
    'It helps those who have least',
    'Aiuta chi ha di meno',
    'Ndihmon ata që kanë më pak',
  ],
  'challenge-screening.transferable': [
    'Others can use it too',
    'Può servire anche ad altri',
    'U vlen edhe të tjerëve',
  ],
  'challenge-screening.decision': ['Decision and reason', 'Decisione e motivo', 'Vendimi dhe arsyeja'],
  'challenge-screening.row.1': ['1', '1', '1'],
  'challenge-screening.row.2': ['2', '2', '2'],
  'challenge-screening.row.3': ['3', '3', '3'],
  'challenge-screening.row.4': ['4', '4', '4'],
  'challenge-screening.row.5': ['5', '5', '5'],
  'challenge-screening.row.6': ['6', '6', '6'],
  'challenge-screening.row.7': ['7', '7', '7'],
  'challenge-screening.row.8': ['8', '8', '8'],
  'challenge-screening.row.9': ['9', '9', '9'],
  'challenge-screening.row.10': ['10', '10', '10'],
  'challenge-screening.row.11': ['11', '11', '11'],
  'challenge-screening.row.12': ['12', '12', '12'],
  'challenge-screening.script.1': [
    'Write each challenge on a note, as a result and not as a method. 10 min',
    'Scrivete ogni sfida su una nota, come risultato e non come metodo. 10 min',
    'Shkruani çdo sfidë në një shënim, si rezultat dhe jo si mënyrë. 10 min',
  ],
  'challenge-screening.script.2': [
    'Read the criteria aloud and agree on their weights: together 100. 10 min',
    'Leggete i criteri ad alta voce e accordatevi sui pesi: in tutto 100. 10 min',
    'Lexoni kriteret me zë dhe bini dakord për peshat: gjithsej 100. 10 min',
  ],
  'challenge-screening.script.3': [
    'Everybody scores from 0 to 3, alone and unseen. 15 min',
    'Ognuno dà punti da 0 a 3, da solo e in segreto. 15 min',
    'Secili jep pikë nga 0 në 3, vetë dhe fshehtas. 15 min',
  ],
  'challenge-screening.script.4': [
    'Show the results. Talk where the scores are far apart. 15 min',
    'Mostrate i risultati. Parlatene dove i punti sono lontani. 15 min',
    'Shfaqni rezultatet. Bisedoni ku pikët janë larg njëra-tjetrës. 15 min',
  ],
  'challenge-screening.script.5': [
    'Decide: go, later or no, and write down the reason. 10 min',
    'Decidete: sì, dopo o no, e scrivete il motivo. 10 min',
    'Vendosni: po, më vonë ose jo, dhe shkruani arsyen. 10 min',
  ],
})
