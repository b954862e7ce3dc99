// The package ships no types; these are the parts we call.
declare module '@11ty/nunjucks' {
  type Template = { render(context: object): string }
  class Environment {
    constructor(loader: FileSystemLoader, options: object)
  }
  class FileSystemLoader {
    constructor(folders: string[])
  }
  const nunjucks: {
    Environment: typeof Environment
    FileSystemLoader: typeof FileSystemLoader
    compile(source: string, environment: Environment): Template
  }
  export default nunjucks
}
