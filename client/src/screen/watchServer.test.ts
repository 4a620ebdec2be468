import { expect, it } from 'vitest'
import { createWatch } from './watchServer.ts'

function watch(answers: (string | null)[]) {
  const heard: string[] = []
  const look = createWatch({
    ask() {
      const answer = answers.shift()
      return answer === null ? Promise.reject(new Error('down')) : Promise.resolve(answer)
    },
    onLost: () => heard.push('lost'),
    onBack: () => heard.push('back'),
    onNewBuild: () => heard.push('new'),
  })
  return async () => {
    while (answers.length > 0) await look()
    return heard
  }
}

it('says once that the server is gone, and that it is back', async () => {
  expect(await watch(['a', null, null, null, null, 'a', 'a'])()).toEqual(['lost', 'back'])
})

it('gives one missing answer a second chance, but then uses the line at once', async () => {
  expect(await watch(['a', null, 'a'])()).toEqual(['back'])
})

it('tells of new pages until they are loaded', async () => {
  expect(await watch(['a', 'a', 'b', 'b'])()).toEqual(['new', 'new'])
})
