// The package ships no types; these are the parts we call.
declare module '@11ty/nunjucks' {
  type Template = { render(context: object): string }
  type Loader = { searchPaths: string[] }
  type Environment = { opts: object }
  const nunjucks: {
    Environment: new (loader: Loader, options: object) => Environment
    FileSystemLoader: new (folders: string[]) => Loader
    compile(source: string, environment: Environment): Template
  }
  export default nunjucks
}
