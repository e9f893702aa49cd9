using System.Reflection;
using System.Runtime.CompilerServices;

namespace MedAiNlp.Tests.PublicApi;

/// <summary>What others can see of an assembly, one line for each type and member in a stable order, with nullability and default values.</summary>
internal sealed class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
    private readonly NullabilityInfoContext _nullability = new();

    public static IEnumerable<string> Of(Assembly assembly)
    {
        var surface = new PublicSurface();
        return assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal).SelectMany(surface.Lines);
    }

    private IEnumerable<string> Lines(Type type)
    {
        yield return Describe(type);
        var members = type.IsEnum
            ? Enum.GetNames(type).Select(n => $"{n} = {Convert.ToInt64(Enum.Parse(type, n))}")
            : type.GetMembers(Declared).Select(Describe).OfType<string>().Order(StringComparer.Ordinal);
        foreach (var member in members)
            yield return $"    {member}";
    }

    private static string Describe(Type type)
    {
        var kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => IsRecord(type) ? "readonly record struct" : "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            _ => (type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + (IsRecord(type) ? "record" : typeof(Delegate).IsAssignableFrom(type) ? "delegate" : "class"),
        };
        var bases = type.IsEnum ? [] : new[] { type.BaseType }.Where(b => b is not null && b != typeof(object) && b != typeof(ValueType))
            .Concat(type.GetInterfaces().OrderBy(i => i.ToString(), StringComparer.Ordinal)).Select(b => Name(b!)).ToArray();
        return $"{kind} {type.Namespace}.{Name(type)}" + (bases.Length > 0 ? $" : {string.Join(", ", bases)}" : "");
    }

    private string? Describe(MemberInfo member) => member switch
    {
        FieldInfo field when IsVisible(field) => $"{(field.IsLiteral ? "const " : Static(field.IsStatic) + (field.IsInitOnly ? "readonly " : ""))}{Annotated(_nullability.Create(field))} {field.Name}" +
            (field.IsLiteral ? $" = {Literal(field.GetRawConstantValue())}" : ""),
        PropertyInfo property when property.GetAccessors(nonPublic: true).Any(IsVisible) => Describe(property),
        ConstructorInfo constructor when IsVisible(constructor) => $"{Access(constructor)}{Name(constructor.DeclaringType!)}({Parameters(constructor)})",
        MethodInfo method when IsVisible(method) && IsWritten(method) =>
            $"{Access(method)}{Static(method.IsStatic)}{Annotated(_nullability.Create(method.ReturnParameter))} {method.Name}{Generics(method)}({Parameters(method)})",
        EventInfo @event when IsVisible(@event.AddMethod!) => $"event {Annotated(_nullability.Create(@event))} {@event.Name}",
        _ => null,
    };

    private string Describe(PropertyInfo property)
    {
        var accessor = property.GetMethod ?? property.SetMethod!;
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        var get = property.GetMethod is { } g && IsVisible(g) ? " get;" : "";
        var set = property.SetMethod is { } s && IsVisible(s) ? s.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;" : "";
        var index = property.GetIndexParameters() is { Length: > 0 } i ? $"[{string.Join(", ", i.Select(Parameter))}]" : "";
        return $"{required}{Static(accessor.IsStatic)}{Annotated(_nullability.Create(property))} {property.Name}{index} {{{get}{set} }}";
    }

    private string Parameters(MethodBase method) => (method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "") + string.Join(", ", method.GetParameters().Select(Parameter));

    private string Parameter(ParameterInfo parameter)
    {
        var by = parameter.ParameterType.IsByRef ? parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref " : "";
        return $"{by}{Annotated(_nullability.Create(parameter))} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Literal(parameter.DefaultValue)}" : "")}";
    }

    // The type as it is written, with ? where null may be.
    private string Annotated(NullabilityInfo info)
    {
        var type = info.Type.IsByRef ? info.Type.GetElementType()! : info.Type;
        if (Nullable.GetUnderlyingType(type) is { } value)
            return $"{Name(value)}?";
        var name = info.ElementType is { } element ? $"{Annotated(element)}[]"
            : info.GenericTypeArguments.Length > 0 ? $"{Plain(type)}<{string.Join(", ", info.GenericTypeArguments.Select(Annotated))}>"
            : Name(type);
        return !type.IsValueType && NullabilityState.Nullable is var may && (info.ReadState == may || info.WriteState == may) ? $"{name}?" : name;
    }

    private static string Name(Type type) =>
        type.IsGenericType ? $"{Plain(type)}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : Plain(type);

    private static string Plain(Type type)
    {
        var name = type.Name.Split('`')[0] switch
        {
            "Boolean" => "bool",
            "Int32" => "int",
            "Int64" => "long",
            "Double" => "double",
            "Single" => "float",
            "Char" => "char",
            "String" => "string",
            "Object" => "object",
            "Void" => "void",
            var other => other,
        };
        return type is { IsNested: true, IsGenericParameter: false } ? $"{Plain(type.DeclaringType!)}.{name}" : name;
    }

    private static string Generics(MethodInfo method) => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>" : "";

    private static string Static(bool isStatic) => isStatic ? "static " : "";

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Literal(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        bool yes => yes ? "true" : "false",
        _ => FormattableString.Invariant($"{value}"),
    };

    private static bool IsVisible(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    // Not what the compiler adds: accessors, and equality and printing of records.
    private static bool IsWritten(MethodInfo method) =>
        !method.IsDefined(typeof(CompilerGeneratedAttribute)) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) && method.Name != "<Clone>$";

    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", Declared) is not null;
}
