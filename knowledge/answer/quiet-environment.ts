/**
 * LangChain, LangSmith and the OpenAI SDK read the environment by themselves: they would trace conversations to another
 * service, print them, or take another key and address. None of these variables means anything to Ventanilla, so they are
 * gone before the packages load, and before each request.
 */
export function quietEnvironment(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(env))
    if (/^(LANGCHAIN|LANGSMITH|LC|OPENAI|AZURE_OPENAI)_/.test(name)) delete env[name];
}
