/** For which sites the agent was enrolled. It refuses all others, whatever the console asks for. */
export function AllowedSites({ sites }: { sites: readonly string[] }) {
  return <span>{sites.length === 0 ? "All sites, not the server level" : sites.join(", ")}</span>;
}
