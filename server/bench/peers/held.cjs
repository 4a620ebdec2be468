// Loaded before a server whose memory is measured: asked by its parent, it says how much it holds once all that
// nobody needs is collected.
process.on('message', (asked) => {
  if (asked !== 'held') return
  globalThis.gc()
  globalThis.gc()
  const { heapUsed, external, rss } = process.memoryUsage()
  process.send({ held: heapUsed + external, rss })
})
