import type { CodegenConfig } from '@graphql-codegen/cli'

/** Types and documents from the committed schema. The list for the server is made by the build (documents.ts). */
export default {
  schema: '../schema.graphql',
  documents: ['src/**/*.graphql'],
  generates: {
    'src/gql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        enumsAsTypes: true,
        useTypeImports: true,
        scalars: { DateTime: 'string', JSON: 'unknown' },
        // The cache adds __typename to every object by itself; asking for it here types the unions too.
        nonOptionalTypename: true,
      },
    },
  },
} satisfies CodegenConfig
