const notes = [
  { x: 72, y: 66, turn: -6, fill: '#f4c95d' },
  { x: 176, y: 40, turn: 4, fill: '#f0a98a' },
  { x: 288, y: 84, turn: -3, fill: '#a9d3c4' },
  { x: 318, y: 196, turn: 7, fill: '#f4c95d' },
  { x: 250, y: 300, turn: -5, fill: '#c6d48a' },
  { x: 120, y: 306, turn: 5, fill: '#f0a98a' },
  { x: 46, y: 206, turn: -8, fill: '#a9d3c4' },
]

/** A square with notes put down all around it. Decoration only. */
export function SquareDrawing() {
  return (
    <svg className="square-drawing" viewBox="0 0 440 420" aria-hidden="true">
      <g transform="translate(220 210) rotate(8) translate(-110 -110)">
        <rect x="-10" y="-10" width="240" height="240" rx="18" fill="#0f5c63" />
        <path d="M10 10h200L110 110Z" fill="#f6e9d8" />
        <path d="M210 10v200L110 110Z" fill="#e9b98f" />
        <path d="M210 210H10l100-100Z" fill="#c9683f" />
        <path d="M10 210V10l100 100Z" fill="#8fc3c4" />
      </g>
      {notes.map(({ x, y, turn, fill }) => (
        <g key={`${x}`} transform={`translate(${x} ${y}) rotate(${turn})`}>
          <rect width="76" height="76" rx="5" fill={fill} />
          <path
            d="M14 24h48M14 38h40M14 52h28"
            stroke="#1c2a2d"
            strokeOpacity="0.45"
            strokeWidth="5"
            strokeLinecap="round"
          />
        </g>
      ))}
    </svg>
  )
}
