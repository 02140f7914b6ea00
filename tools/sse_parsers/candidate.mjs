// eventsource-parser on the byte cases: `node candidate.mjs CASES` prints events as JSON.
import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {join} from 'node:path'
import {pathToFileURL} from 'node:url'

const {resolve} = createRequire(join(process.cwd(), 'x.js'))
const {createParser} = await import(pathToFileURL(resolve('eventsource-parser')).href)

function eventsOf(chunks) {
  const events = []
  const parser = createParser({onEvent: (event) => events.push([event.event ?? 'message', event.data])})
  const decoder = new TextDecoder()
  for (const chunk of chunks) parser.feed(decoder.decode(Buffer.from(chunk, 'latin1'), {stream: true}))
  return events
}

const cases = JSON.parse(readFileSync(process.argv[2], 'utf8'))
console.log(JSON.stringify(cases.map((chunks) => {
  try {
    return eventsOf(chunks)
  } catch (error) {
    return String(error)
  }
})))
