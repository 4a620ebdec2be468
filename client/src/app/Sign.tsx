/** Sheshi's sign: a square seen from above, its four slopes meeting in the middle. */
export function Sign({ size = 32 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className="sign">
      <rect width="32" height="32" rx="7" fill="#0f5c63" />
      <path d="M6 6h20L16 16Z" fill="#f6e9d8" />
      <path d="M26 6v20L16 16Z" fill="#e9b98f" />
      <path d="M26 26H6l10-10Z" fill="#c9683f" />
      <path d="M6 26V6l10 10Z" fill="#8fc3c4" />
    </svg>
  )
}
