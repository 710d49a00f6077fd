import { expect } from 'chai'
import { problemsIn as styleProblems } from './styles.mjs'
import { problemsIn as templateProblems } from './templates.mjs'

describe('logical properties', () => {
  const css = text => styleProblems('ui-kit/src/a.css', text)

  it('finds the left and the right wherever they hide', () => {
    expect(css('a { margin-left: 0 }')).to.have.length(1)
    expect(css('a {\n  left: 0;\n}')).to.deep.equal(['ui-kit/src/a.css:2: left: say inline-start or inline-end'])
    expect(css('a { border-top-left-radius: 2px; float: right; text-align: left }')).to.have.length(3)
    expect(css('a { padding: 1px 2px 3px 4px }')).to.have.length(1)
    expect(css('a { inset: 0 auto 0 calc(1px + 2px) }')).to.have.length(1)
  })

  it('leaves logical ones, even shorthands, comments and script alone', () => {
    expect(
      css('a { margin-inline-start: 0; padding: 1px 2px 3px 2px; /* left: 0 */ text-align: start }'),
    ).to.deep.equal([])
    expect(
      styleProblems('a.vue', '<script>const a = { left: 1 }</script><style scoped>a { right: 0 }</style>'),
    ).to.have.length(1)
  })
})

describe('templates', () => {
  const vue = template => templateProblems('a.vue', `<template>\n${template}\n</template>`)

  it('refuses HTML from data, conditions beside loops, loops without key, style attributes and pictures without text', () => {
    expect(vue('<p v-html="x" />')).to.deep.equal(['a.vue:2: v-html makes HTML from data'])
    expect(vue('<p v-for="a in b" v-if="a" :key="a" />')).to.have.length(1)
    expect(vue('<p v-for="a in b" />')).to.have.length(1)
    expect(vue('<p style="color: red" />')).to.have.length(1)
    expect(vue('<img src="/a.png">')).to.have.length(1)
  })

  it('accepts what is right', () => {
    expect(
      vue('<template v-for="a in b" :key="a"><p :style="{ inlineSize: a }" /></template><img src="/a.png" alt="">'),
    ).to.deep.equal([])
  })
})
