import { expect, it } from 'vitest'
import { svgProblem } from './inertSvg.ts'

const ns = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
const svg = (inner: string, attributes = '') => `<svg ${ns} ${attributes}>${inner}</svg>`

it.each([
  svg('<text>Lumë &amp; &#x1F333;</text>'),
  `\uFEFF<?xml version="1.0" encoding="UTF-8"?>\n<!-- a board -->\n${svg('<g/>')}\n`,
  svg('<style>@font-face { font-family: "Draw"; src: url("data:font/woff2;base64,AAAA") }</style>'),
  svg('<defs><pattern id="a"/></defs><path d="M0 0" fill="url(#a)" style="mask: url(\'#b\')"/>'),
  svg('<image href="data:image/png;base64,AAAA"/><use xlink:href="#a"/>'),
  svg(
    '<foreignObject><div xmlns="http://www.w3.org/1999/xhtml" style="color: rgb(1, 2, 3)"><p dir="auto">a<br/><a href="https://lab.example/x" target="_blank">b</a></p></div></foreignObject>',
  ),
  svg('<a href="mailto:lab@example.org"><text>m</text></a>'),
])('%s does nothing', (text) => {
  expect(svgProblem(text)).toBeNull()
})

it.each([
  '',
  'hello',
  '<html></html>',
  svg('<script>alert(1)</script>'),
  svg('<script href="data:text/javascript,alert(1)"/>'),
  svg('', 'onload="alert(1)"'),
  svg('<g ONCLICK="alert(1)"/>'),
  svg('<image href="x" onerror="alert(1)"/>'),
  svg('<a href="javascript:alert(1)"><text>a</text></a>'),
  svg('<a xlink:href="java&#x73;cript:alert(1)"><text>a</text></a>'),
  svg('<a href="java&#10;script:alert(1)"><text>a</text></a>'),
  svg('<animate attributeName="href" to="javascript:alert(1)"/>'),
  svg('<set attributeName="onload" to="alert(1)"/>'),
  svg('<image href="https://elsewhere.example/a.png"/>'),
  svg('<use href="other.svg#a"/>'),
  svg('<image href="data:text/html,a"/>'),
  svg('<style>@import "https://elsewhere.example"</style>'),
  svg('<style>a { background: url(https://elsewhere.example/a) }</style>'),
  svg('<style>a { background: u\\72l(//elsewhere.example/a) }</style>'),
  svg('<style>a { background: u/**/rl(https://elsewhere.example) } @im\\70ort "x"</style>'),
  svg('<g style="background: URL( \'https://elsewhere.example\' )"/>'),
  svg('<g style="background: image-set(&quot;https://elsewhere.example&quot; 1x)"/>'),
  svg('<g fill="url(https://elsewhere.example#a)"/>'),
  svg('<foreignObject><iframe src="https://elsewhere.example"/></foreignObject>'),
  svg('<foreignObject><form action="https://elsewhere.example"><input/></form></foreignObject>'),
  svg('<foreignObject><img src="https://elsewhere.example"/></foreignObject>'),
  svg('<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>'),
  svg('<g h:href="javascript:alert(1)"/>'),
  svg('<g xml:base="https://elsewhere.example"/>'),
  svg('<![CDATA[<script>alert(1)</script>]]>'),
  svg('<?xml-stylesheet href="https://elsewhere.example"?>'),
  `<!DOCTYPE svg [<!ENTITY a "b">]>${svg('&a;')}`,
  svg('&unknown;'),
  svg('<g>'),
  svg('</g>'),
  svg('<g a=b/>'),
  svg('<g a="<"/>'),
  `${svg('')}<script/>`,
  `<svg ${ns}/>`,
  svg('<g>'.repeat(600) + '</g>'.repeat(600)),
])('%s is refused', (text) => {
  expect(svgProblem(text)).not.toBeNull()
})

it('a drawing of 20 MB takes no time worth telling', () => {
  const style = `<style>@font-face { src: url("data:font/woff2;base64,${'A'.repeat(4_000_000)}") }</style>`
  const text = svg(style + '<path d="M0 0L1 1" style="fill: rgb(1, 2, 3)"/>'.repeat(300_000))
  const began = performance.now()
  expect(svgProblem(text)).toBeNull()
  expect(performance.now() - began).toBeLessThan(8_000)
  console.info(`${Math.round(text.length / 1e6)} MB in ${Math.round(performance.now() - began)} ms`)
})
