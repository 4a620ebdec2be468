import type { Person } from './person.ts'

/** The buttons that open the editors of a record. */
export const pencil = '.section-head button:has(.lucide-pencil)'

/** Every editor of the record open at once. */
export async function openEditors({ page }: Person): Promise<void> {
  const pencils = page.locator(pencil)
  while ((await pencils.count()) > 0) await pencils.first().click()
}
