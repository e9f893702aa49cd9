using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace MedAiNlp.Tests.Benchmarks;

/// <summary>The managed bytes that a result holds: every object that can be reached from it, each once.</summary>
internal static class ObjectSizes
{
    private static readonly ConcurrentDictionary<Type, long> Measured = new();

    /// <summary>
    /// The bytes of what can be reached from <paramref name="results"/> and not from <paramref name="before"/>, the results of the same calls made
    /// earlier: what both hold (the text that was given, names of labels) was not made by the call.
    /// </summary>
    public static long OnlyIn(object[] results, object[] before)
    {
        var known = Reachable(before);
        return Reachable(results).Where(o => o != (object)results && !known.Contains(o)).Sum(SizeOf);
    }

    /// <summary>The bytes of one object, as the runtime counts them when it is allocated.</summary>
    public static long SizeOf(object item) => item switch
    {
        string text => Allocated(() => new string('x', text.Length)),
        Array array => Allocated(() => Array.CreateInstance(array.GetType().GetElementType()!, array.Length)),
        _ => Measured.GetOrAdd(item.GetType(), static type => Allocated(() => RuntimeHelpers.GetUninitializedObject(type))),
    };

    private static HashSet<object> Reachable(object root)
    {
        var reached = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var left = new Stack<object>();
        Reach(root);
        while (left.TryPop(out var item))
        {
            if (item is Array array)
            {
                if (!IsPlain(array.GetType().GetElementType()!))
                    Array.ForEach([.. array.Cast<object?>()], Reach);
            }
            else if (item is not string)
            {
                ReachFields(item);
            }
        }
        return reached;

        void Reach(object? item)
        {
            if (item is null or Type or Delegate)
                return;
            if (item.GetType().IsValueType)
                ReachFields(item);
            else if (reached.Add(item))
                left.Push(item);
        }

        void ReachFields(object item)
        {
            for (var type = item.GetType(); type is not null && type != typeof(object); type = type.BaseType)
            {
                foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                {
                    if (!IsPlain(field.FieldType))
                        Reach(field.GetValue(item));
                }
            }
        }
    }

    // Numbers, which lead to nothing; their only field is one of their own type.
    private static bool IsPlain(Type type) => type.IsPrimitive || type.IsEnum || type.IsPointer;

    // The first time may allocate what making such an object needs once.
    private static long Allocated(Func<object> make)
    {
        make();
        var before = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(make());
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
