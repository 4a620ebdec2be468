/**
 * The rules of the two published formats as JSON Schema, for tests. Written anew from the texts of the specifications:
 * OCIF's own schema is under CC BY-SA, and that of JSON Canvas refers to definitions that it does not hold. They ask for
 * all that the published schemas ask for, and for more; docs/decisions.md says which were looked at.
 */

/** OCIF 0.7.0: "File Structure", "Nodes", "Representation" and the extensions that we write. */
export const ocifRules = {
  type: 'object',
  required: ['ocif'],
  properties: {
    ocif: { const: 'https://canvasprotocol.org/ocif/v0.7.0' },
    nodes: { type: 'array', items: { $ref: '#/$defs/node' } },
    resources: { type: 'array', items: { $ref: '#/$defs/resource' } },
  },
  additionalProperties: false,
  $defs: {
    // "ID": no hash-mark at its beginning, no control characters.
    id: { type: 'string', pattern: '^[^#\\u0000-\\u001f][^\\u0000-\\u001f]*$' },
    // The extension's schema has x and y alone; the third of a node is its depth.
    point: { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 },
    vector: { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 3 },
    color: { type: 'string', pattern: '^#[0-9a-fA-F]{6}([0-9a-fA-F]{2})?$' },
    node: {
      type: 'object',
      required: ['id'],
      properties: {
        id: { $ref: '#/$defs/id' },
        position: { $ref: '#/$defs/vector' },
        size: { $ref: '#/$defs/vector' },
        rotation: { type: 'number', minimum: -360, maximum: 360 },
        parent: { $ref: '#/$defs/id' },
        resource: { $ref: '#/$defs/id' },
        data: { type: 'array', items: { $ref: '#/$defs/extension' } },
      },
      additionalProperties: false,
    },
    extension: {
      type: 'object',
      required: ['type'],
      properties: {
        type: {
          enum: ['rect', 'oval', 'arrow', 'path', 'textstyle', 'group', 'edge', 'data'].map(
            (n) => `@ocif/${n}`,
          ),
        },
        strokeColor: { $ref: '#/$defs/color' },
        fillColor: { $ref: '#/$defs/color' },
        strokeWidth: { type: 'number' },
      },
      allOf: [
        needs('@ocif/arrow', {
          start: { $ref: '#/$defs/point' },
          end: { $ref: '#/$defs/point' },
          startMarker: { enum: ['none', 'arrowhead'] },
          endMarker: { enum: ['none', 'arrowhead'] },
        }),
        needs('@ocif/path', { path: { type: 'string', pattern: '^M -?\\d' } }),
        needs('@ocif/textstyle', { color: { $ref: '#/$defs/color' } }),
        needs('@ocif/group', { members: { type: 'array', items: { $ref: '#/$defs/id' } } }),
        needs('@ocif/edge', {
          start: { $ref: '#/$defs/id' },
          end: { $ref: '#/$defs/id' },
          directed: { type: 'boolean' },
        }),
      ],
    },
    resource: {
      type: 'object',
      required: ['id', 'representations'],
      properties: {
        id: { $ref: '#/$defs/id' },
        representations: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            properties: {
              mimeType: { type: 'string' },
              content: { type: 'string' },
              location: { type: 'string', minLength: 1 },
            },
            // What is kept beside the file says of which kind it is.
            oneOf: [{ required: ['content'] }, { required: ['location', 'mimeType'] }],
            additionalProperties: false,
          },
        },
      },
      additionalProperties: false,
    },
  },
}

function needs(type: string, properties: Record<string, object>): object {
  const other = { not: { properties: { type: { const: type } } } }
  return { anyOf: [other, { required: Object.keys(properties), properties }] }
}

const place = {
  id: { type: 'string', minLength: 1 },
  type: { type: 'string' },
  x: { type: 'integer' },
  y: { type: 'integer' },
  width: { type: 'integer' },
  height: { type: 'integer' },
  color: { type: 'string', pattern: '^(#[0-9a-fA-F]{6}|[1-6])$' },
}
const placed = ['id', 'type', 'x', 'y', 'width', 'height']

const canvasNode = (
  type: string,
  required: Record<string, object>,
  optional: Record<string, object> = {},
) => ({
  type: 'object',
  required: [...placed, ...Object.keys(required)],
  properties: { ...place, type: { const: type }, ...required, ...optional },
  additionalProperties: false,
})

const side = { enum: ['top', 'right', 'bottom', 'left'] }

/** JSON Canvas 1.0: "Nodes" and "Edges". */
export const canvasRules = {
  type: 'object',
  properties: {
    nodes: {
      type: 'array',
      items: {
        anyOf: [
          canvasNode('text', { text: { type: 'string' } }),
          canvasNode('file', { file: { type: 'string', minLength: 1 } }),
          canvasNode('group', {}, { label: { type: 'string' } }),
        ],
      },
    },
    edges: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'fromNode', 'toNode'],
        properties: {
          id: { type: 'string', minLength: 1 },
          fromNode: { type: 'string' },
          toNode: { type: 'string' },
          fromSide: side,
          toSide: side,
          // The text has it, the published schema does not: only what is no default may be written.
          fromEnd: { const: 'arrow' },
          toEnd: { enum: ['none', 'arrow'] },
          color: place.color,
          label: { type: 'string' },
        },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
}
