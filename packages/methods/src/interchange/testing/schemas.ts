/**
 * The rules of the two published formats as JSON Schema, for tests. Written anew from the texts of the specifications:
 * OCIF's own schema is under CC BY-SA, and that of JSON Canvas refers to definitions that it does not hold.
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
    vector: { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 3 },
    color: { type: 'string', pattern: '^#[0-9a-fA-F]{6}([0-9a-fA-F]{2})?$' },
    node: {
      type: 'object',
      required: ['id'],
      properties: {
        id: { type: 'string', minLength: 1 },
        position: { $ref: '#/$defs/vector' },
        size: { $ref: '#/$defs/vector' },
        rotation: { type: 'number', minimum: -360, maximum: 360 },
        parent: { type: 'string' },
        resource: { type: 'string' },
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
          start: { $ref: '#/$defs/vector' },
          end: { $ref: '#/$defs/vector' },
          startMarker: { enum: ['none', 'arrowhead'] },
          endMarker: { enum: ['none', 'arrowhead'] },
        }),
        needs('@ocif/path', { path: { type: 'string', pattern: '^M -?\\d' } }),
        needs('@ocif/group', { members: { type: 'array', items: { type: 'string' } } }),
        needs('@ocif/edge', {
          start: { type: 'string' },
          end: { type: 'string' },
          directed: { type: 'boolean' },
        }),
      ],
    },
    resource: {
      type: 'object',
      required: ['id', 'representations'],
      properties: {
        id: { type: 'string', minLength: 1 },
        representations: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            properties: {
              mimeType: { type: 'string' },
              content: { type: 'string' },
              location: { type: 'string' },
            },
            oneOf: [{ required: ['content'] }, { required: ['location'] }],
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

const end = { enum: ['none', 'arrow'] }
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
          fromEnd: end,
          toEnd: end,
          color: place.color,
          label: { type: 'string' },
        },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
}
