/** Texts of a release: the section of the changelog, and the formula for Homebrew. */

/** The section of a version without its heading; undefined if there is none. */
export function sectionOf(changelog: string, version: string): string | undefined {
  const heading = `\n## [${version}]`;
  const at = changelog.indexOf(heading);
  if (at < 0) return undefined;
  const [, ...lines] = changelog.slice(at + 1).split('\n');
  const end = lines.findIndex((line) => line.startsWith('## ') || /^\[[^\]]+\]: /.test(line));
  return lines
    .slice(0, end < 0 ? lines.length : end)
    .join('\n')
    .trim();
}

/** Addresses of a release, which the forge and the workflow know. */
export interface Place {
  readonly version: string;
  /** The repository's page. */
  readonly forge: string;
  readonly image: string;
}

/** The text of a release. Links of the changelog are relative to the tagged files. */
export function notesOf(section: string, { version, forge, image }: Place): string {
  const files = `${forge}/${forge.startsWith('https://github.com/') ? 'blob' : 'src/tag'}/v${version}`;
  const [owner = ''] = new URL(forge).pathname.slice(1).split('/');
  return `\`\`\`sh
npx mqttscope@${version}
docker run --init --read-only -v mqttscope:/data -p 127.0.0.1:8080:8080 -p 127.0.0.1:1883:1883 ${image}:${version}
brew tap ${owner}/mqttscope ${forge} && brew install mqttscope
\`\`\`

In the app store of Home Assistant, add the repository \`${forge}\`.

${section.replaceAll(/\]\((?!https?:)([^)]+)\)/g, `](${files}/$1)`)}

\`SHA256SUMS\` has the checksums of all files, \`mqttscope-${version}.cdx.json\` the components (CycloneDX).
`;
}

/** The formula of the package in npm's registry. `sha256` is that of the package file. */
export function formulaOf({ version, forge }: Place, sha256: string): string {
  return `class Mqttscope < Formula
  desc "MQTT explorer in the browser, with every packet and a broker of its own"
  homepage "${forge}"
  url "https://registry.npmjs.org/mqttscope/-/mqttscope-${version}.tgz"
  sha256 "${sha256}"
  license "MIT"

  depends_on "node"

  def install
    system "npm", "install", *std_npm_args
    bin.install_symlink libexec.glob("bin/*")
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/mqttscope --version")
    assert_match "CONNECT", shell_output("#{bin}/mqttscope dissect --hex 100d00044d51545404020000000178")
  end
end
`;
}
