import { under } from './base.ts'

/** Has the browser keep the page itself, so that it opens without a network; a newer one is taken as soon as it is there. */
export async function keepPage(): Promise<void> {
  // Browsers offer service workers only to secure pages; on a LAN over http the page needs the network to open.
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const { Workbox } = await import('workbox-window')
  const worker = new Workbox(under('/sw.js'), { scope: under('/') })
  worker.addEventListener('activated', ({ isUpdate, isExternal }) => {
    if (isUpdate || isExternal) location.reload()
  })
  // A private window may refuse: then the page just is not kept.
  await worker.register().catch(() => undefined)
}
